fail() {
    echo "${1:?broken}" # the error
}

fail ''
