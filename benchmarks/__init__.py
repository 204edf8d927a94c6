"""Speed and accuracy against other libraries, one command each; README.md has the figures."""
