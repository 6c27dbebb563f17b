#include <stdio.h>
#define LIMIT 10
#define TWICE(x) ((x) * 2)

/* A point. */
struct point { int x; };

typedef unsigned int uint;

static int total = 0;

// Adds.
int add(int a, int b)
{
    return printf("%d", a + b);
}

char *name(struct point *p) { return 0; }

int later(void);
