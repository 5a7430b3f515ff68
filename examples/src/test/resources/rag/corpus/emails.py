"""Sends messages."""

import smtplib
from email.message import EmailMessage


def send(server, sender, to, subject, text):
    """Send an e-mail over SMTP with a subject and a text."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message.set_content(text)
    with smtplib.SMTP(server) as smtp:
        smtp.send_message(message)
