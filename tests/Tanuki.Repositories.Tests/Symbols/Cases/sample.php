<?php
namespace Shop\Orders;

use Shop\Base;
require_once 'helper.php';

/** An order. */
#[Entity]
final class Order extends Base
{
    const LIMIT = 3;
    private int $count = 0;

    /** Adds. */
    public function add(Line $line): void
    {
        $this->lines->push($line);
    }
}

interface Store { public function save(Order $order): void; }

function helper(int $x): int { return compute($x); }
