"""Websockets: connecting a seat, its commands in, its documents out."""
