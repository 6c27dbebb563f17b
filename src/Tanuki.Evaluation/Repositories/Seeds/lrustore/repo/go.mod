module example.org/lrustore

go 1.19
