held=x
while :; do
    held=$held$held
done
