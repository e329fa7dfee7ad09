"""Series: requests whose demands bind particular units, with gold; scorers for plans and texts; plans and runs measured."""
