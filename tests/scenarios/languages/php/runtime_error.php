<?php
function fail(): void
{
    throw new RuntimeException('broken'); // the error
}

fail();
