package shop.orders;

import java.util.List;

/** An order. */
@Entity
public class Order {
    private int count = 3;

    public Order(int id) { this.count = id; }

    /** Adds. */
    @Override
    public void add(Line line) {
        lines.add(line);
    }

    enum State { OPEN, CLOSED }
}

interface Store { void save(Order order); }

record Pair(int a, int b) {}
