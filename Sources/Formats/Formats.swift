// Sources begin here.
