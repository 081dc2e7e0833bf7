<?php

$viewdefs['base']['view']['caramel-activity-history'] = array(
    'dashlets' => array(
        array(
            'label' => 'LBL_CARAMEL_ACTIVITY_HISTORY',
            'description' => 'LBL_CARAMEL_ACTIVITY_HISTORY_DESC',
            'config' => array(
                'types' => array(),
                'days' => '90',
                'limit' => '20',
            ),
            'preview' => array(
                'types' => array(),
                'days' => '90',
                'limit' => '20',
            ),
            'filter' => array(
                'module' => array('Leads', 'Contacts', 'Prospects'),
                'view' => 'record',
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
                    'name' => 'types',
                    'label' => 'LBL_CARAMEL_TYPES',
                    'type' => 'enum',
                    'options' => 'caramel_activity_types',
                    'isMultiSelect' => true,
                ),
                array(
                    'name' => 'days',
                    'label' => 'LBL_CARAMEL_DAYS',
                    'type' => 'enum',
                    'options' => 'caramel_days',
                ),
                array(
                    'name' => 'limit',
                    'label' => 'LBL_CARAMEL_LIMIT',
                    'type' => 'enum',
                    'options' => 'caramel_limits',
                ),
            ),
        ),
    ),
);

// Of the two places where releases of Sugar look for the fields of a dashlet's settings.
$viewdefs['base']['view']['caramel-activity-history']['config'] = array(
    'fields' => $viewdefs['base']['view']['caramel-activity-history']['panels'][0]['fields'],
);
