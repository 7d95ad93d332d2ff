"""The gold corpus and the tools of those who make it. No part of the installed package."""
