if true; then
    echo never printed
done # the error
