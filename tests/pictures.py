"""Small pictures of each kind, made from nothing but their headers."""

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (640).to_bytes(4) + (480).to_bytes(4) + b"\x08\2\0\0\0" + bytes(60)
JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    b"\xff\xff\xfe\0\4no"
    b"\xff\xc2\0\x11\x08\1\xe0\2\x80\3" + bytes(60) + b"\xff\xd9"
)
GIF = b"GIF89a\x80\2\xe0\1" + bytes(60) + b";"
WEBP = {
    "lossy": b"RIFF\x64\0\0\0WEBPVP8 \x10\0\0\0\0\0\0\x9d\1\x2a\x80\2\xe0\1" + bytes(60),
    "lossless": b"RIFF\x64\0\0\0WEBPVP8L\x10\0\0\0\x2f" + (639 | 479 << 14).to_bytes(4, "little") + bytes(60),
    "extended": b"RIFF\x64\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\2\0\xdf\1\0" + bytes(60),
}
PICTURES = {"png": PNG, "jpg": JPEG, "gif": GIF, **{f"webp {kind}": data for kind, data in WEBP.items()}}
"""Each 640 pixels wide and 480 high."""
