"""The workbench as a server: who may speak to it, and the page it gives them."""
