# entry: remove_occ
def remove_occ(s, ch):
    first, last = s.find(ch), s.rfind(ch)
    return s[:first] + s[first + 1:last] + s[last + 1:] if first != last else s.replace(ch, "")
# === tests
assert remove_occ("hello", "l") == "heo"
assert remove_occ("abcda", "a") == "bcd"
# === examples
remove_occ("PHP", "P") => "H"
