"""Changes pictures."""

from PIL import Image


def thumbnail(path, size=128):
    """Resize an image to a small thumbnail, its proportions kept."""
    image = Image.open(path)
    image.thumbnail((size, size))
    return image


def to_grayscale(image):
    """Convert a color image to black and white."""
    return image.convert("L")
