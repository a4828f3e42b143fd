"""Porchlight's dialogue: it decides what to say, and knows no network, disk, clock or chance."""
