"""What was not in the script: flights, the people in them, and the pilots who try them."""
