FROM python:3.11-slim-bookworm
RUN useradd --create-home --home-dir /home/anjuan anjuan
WORKDIR /srv/anjuan
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
ENV PYTHONPATH=/srv/anjuan:/srv/anjuan/site PYTHONUNBUFFERED=1
# The words are compiled here, so that the program's folder can be read-only.
RUN ANJUAN_HOME=/tmp/build python manage.py list_urls --help > /dev/null && rm -rf /tmp/build
USER anjuan
CMD ["python", "manage.py", "up"]
