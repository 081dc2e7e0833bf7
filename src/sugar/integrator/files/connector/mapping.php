<?php

$mapping = array(
    'beans' => array(
        'Leads' => array('id' => 'id'),
        'Contacts' => array('id' => 'id'),
        'Prospects' => array('id' => 'id'),
        'Accounts' => array('id' => 'id'),
    ),
);
