"""The shipped templates, drawn: what `shipped/*.docx` is made of.

`python -m doc_templates.drawing` writes them anew. An office that changes a form does so in Word
and uploads it; only whoever develops the program draws.
"""
