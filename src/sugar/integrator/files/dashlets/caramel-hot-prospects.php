<?php

$viewdefs['base']['view']['caramel-hot-prospects'] = array(
    'dashlets' => array(
        array(
            'label' => 'LBL_CARAMEL_HOT_PROSPECTS',
            'description' => 'LBL_CARAMEL_HOT_PROSPECTS_DESC',
            'config' => array(
                'max_records' => '10',
                'days' => '30',
                'min_score' => '1',
                'include_sends' => true,
                'include_opens' => true,
            ),
            'preview' => array(
                'max_records' => '10',
                'days' => '30',
                'min_score' => '1',
                'include_sends' => true,
                'include_opens' => true,
            ),
            'filter' => array(
                'module' => array('Home', 'Leads', 'Contacts', 'Prospects'),
            ),
        ),
    ),
    'panels' => array(
        array(
            'name' => 'panel_body',
            'columns' => 2,
            'labelsOnTop' => true,
            'placeholders' => true,
            'fields' => array(
                array(
                    'name' => 'max_records',
                    'label' => 'LBL_CARAMEL_MAX_RECORDS',
                    'type' => 'enum',
                    'options' => 'caramel_limits',
                ),
                array(
                    'name' => 'days',
                    'label' => 'LBL_CARAMEL_DAYS',
                    'type' => 'enum',
                    'options' => 'caramel_days',
                ),
                array(
                    'name' => 'min_score',
                    'label' => 'LBL_CARAMEL_MIN_SCORE',
                    'type' => 'int',
                ),
                array(
                    'name' => 'include_sends',
                    'label' => 'LBL_CARAMEL_INCLUDE_SENDS',
                    'type' => 'bool',
                ),
                array(
                    'name' => 'include_opens',
                    'label' => 'LBL_CARAMEL_INCLUDE_OPENS',
                    'type' => 'bool',
                ),
            ),
        ),
    ),
);

// Of the two places where releases of Sugar look for the fields of a dashlet's settings.
$viewdefs['base']['view']['caramel-hot-prospects']['config'] = array(
    'fields' => $viewdefs['base']['view']['caramel-hot-prospects']['panels'][0]['fields'],
);
