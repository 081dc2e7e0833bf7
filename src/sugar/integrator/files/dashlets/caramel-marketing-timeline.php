<?php

$viewdefs['base']['view']['caramel-marketing-timeline'] = array(
    'dashlets' => array(
        array(
            'label' => 'LBL_CARAMEL_MARKETING_TIMELINE',
            'description' => 'LBL_CARAMEL_MARKETING_TIMELINE_DESC',
            'config' => array(
                'days' => '90',
            ),
            'preview' => array(
                'days' => '90',
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
                    'name' => 'days',
                    'label' => 'LBL_CARAMEL_DAYS',
                    'type' => 'enum',
                    'options' => 'caramel_days',
                ),
            ),
        ),
    ),
);

// Of the two places where releases of Sugar look for the fields of a dashlet's settings.
$viewdefs['base']['view']['caramel-marketing-timeline']['config'] = array(
    'fields' => $viewdefs['base']['view']['caramel-marketing-timeline']['panels'][0]['fields'],
);
