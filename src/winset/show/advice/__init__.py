"""Answers about deals told as advice: plain sentences, each with the lines and claims it rests on."""
