"""Settings: the embedded size by default, production through the environment (see README)."""

import secrets
from contextlib import suppress
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from project import env
from project.catalogues import compile_catalogues

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"

# --- The home: database, store, index; keys/ is never in a backup -----------------------------
ANJUAN_HOME = env.folder("ANJUAN_HOME", ROOT / "var")
ANJUAN_KEYS = ANJUAN_HOME / "keys"
ANJUAN_STORE = ANJUAN_HOME / "store"
ANJUAN_INDEX = ANJUAN_HOME / "index"
ANJUAN_SEARCH = env.text("ANJUAN_SEARCH", "embedded")
ANJUAN_SEARCH_INDEX = env.text("ANJUAN_SEARCH_INDEX", "anjuan")
ANJUAN_MAX_FILE = env.size("ANJUAN_MAX_FILE", "200MB")
ANJUAN_BROKER = env.text("ANJUAN_BROKER", "")
ANJUAN_SAMPLE = env.flag("ANJUAN_SAMPLE", True)
ANJUAN_PORT = int(env.text("PORT", "8000"))
ANJUAN_HOST = env.text("ANJUAN_HOST", "127.0.0.1")


def secret_key() -> str:
    """The signing key, made once and kept with the other keys; other processes wait for it."""
    path = ANJUAN_KEYS / "django.key"
    ANJUAN_KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = ANJUAN_KEYS / f"django.key.{secrets.token_hex(4)}"
    if not path.exists():
        fresh.write_text(secrets.token_urlsafe(48))
        fresh.chmod(0o600)
        # When another process was first, its key is the one that counts.
        with suppress(FileExistsError):
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_text().strip()


SECRET_KEY = secret_key()
DEBUG = env.flag("ANJUAN_DEBUG", False)
ALLOWED_HOSTS = env.text("ANJUAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env.text("ANJUAN_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "archive",
    "search",
    "doc_templates",
    "project",
    "desk",
    "portal",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "desk.middleware.DeskMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;"
    ),
}


def database() -> dict[str, object]:
    url = env.text("ANJUAN_DATABASE", f"sqlite:///{ANJUAN_HOME / 'anjuan.sqlite3'}")
    parsed = dict(dj_database_url.parse(url, conn_max_age=60))
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        parsed["OPTIONS"] = SQLITE_OPTIONS
    return parsed


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Remembered counts: shared by all web processes where there is a server for it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ANJUAN_BROKER,
        "KEY_PREFIX": "anjuan",
    }
    if ANJUAN_BROKER.startswith(("redis://", "rediss://"))
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "archive.User"
AUTHENTICATION_BACKENDS = ["archive.records.sign_in.SignInBackend"]
WAGTAILADMIN_USER_LOGIN_FORM = "desk.wagtail_edges.account.SignInForm"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
SESSION_COOKIE_AGE = 8 * 3600  # One working day.
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("ANJUAN_HTTPS", False)
if SESSION_COOKIE_SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [SITE / "locale"]
compile_catalogues(LOCALE_PATHS)  # Before anybody reads them.
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- Static files; uploads never pass here --------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ANJUAN_HOME / "static"
STATICFILES_DIRS = [SITE / "static"]
MEDIA_ROOT = ANJUAN_HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = None

# --- Pages --------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "SAMEORIGIN"  # The preview of a paper is a frame of the record page.
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
    },
}

WAGTAIL_SITE_NAME = "案卷"
WAGTAILADMIN_BASE_URL = env.text("ANJUAN_BASE_URL", f"http://localhost:{ANJUAN_PORT}")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}
}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"anjuan": {"handlers": ["console"], "level": "INFO", "propagate": False}},
}
