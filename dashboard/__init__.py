"""The web application: addresses, pages and their delivery. Imports components and data; nothing imports it."""
