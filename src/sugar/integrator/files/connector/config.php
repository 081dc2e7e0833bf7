<?php

$config = array(
    'name' => 'Caramel Integrator',
    'order' => 65,
    'properties' => array(
        'url' => '',
        'api_key' => '',
        'teams' => '0',
    ),
);
