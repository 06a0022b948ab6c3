"""What papers may say: the data of each as texts under names, in the language of the paper."""

from __future__ import annotations
