# Waits in a warm container as the program's user, and becomes the program: reads the limits, the number of words and the
# words of `env`'s command line, each ended by NUL, and leaves the rest of its input to the program.
read -r blocks seconds count
words=()
while [ "${#words[@]}" -lt "$count" ]; do
    IFS= read -r -d '' word
    words+=("$word")
done
# The kernel then ends the program before it ends the keeper.
echo 1000 >/proc/self/oom_score_adj
cd /work && ulimit -f "$blocks" && ulimit -t "$seconds" && exec /usr/bin/env -i --default-signal "${words[@]}"
