<?php
echo 'never printed';
$x = = 1; // the error
