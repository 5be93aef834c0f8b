"""Films as earlier editions left them."""
