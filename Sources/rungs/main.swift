print("rungs")
