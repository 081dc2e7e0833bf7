<?php

$dictionary['ext_rest_caramel'] = array(
    'comment' => 'vardefs of the Caramel Integrator',
    'fields' => array(
        'id' => array(
            'name' => 'id',
            'vname' => 'LBL_ID',
            'type' => 'id',
            'hidden' => true,
            'comment' => 'Unique identifier',
        ),
    ),
);
