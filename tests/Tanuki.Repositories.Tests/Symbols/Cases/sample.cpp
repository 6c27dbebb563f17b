#include "shape.h"

namespace geo {

// A shape.
class Shape {
public:
    virtual double area() const = 0;
    int sides;
};

template <typename T>
T twice(T x) {
    return x + x;
}

double Shape::area() const {
    return compute(sides);
}

enum class Color { Red };

using Number = double;

int &at(int i) { return values[i]; }

}
