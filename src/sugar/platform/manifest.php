<?php

// What Sugar's Module Loader reads of the platform package.
// The package registers the two names under which Caramel logs in to Sugar's REST API.

$manifest = array(
    'id' => 'caramel-platform',
    'key' => 'caramel-platform',
    'name' => 'Caramel API Platforms',
    'description' => 'Registers the API platforms that Caramel logs in under: caramel and caramel-check',
    'author' => 'Caramel',
    'version' => '@project.version@',
    'type' => 'module',
    'is_uninstallable' => true,
    'remove_tables' => 'false',
    'acceptable_sugar_versions' => array(
        'exact_matches' => array(),
        'regex_matches' => array('^(8|9|1[0-9]|2[0-9])\.'),
    ),
    'acceptable_sugar_flavors' => array('PRO', 'CORP', 'ENT', 'ULT'),
);

$installdefs = array(
    'id' => 'caramel-platform',
    'platforms' => array(
        array(
            'from' => '<basepath>/files/Platforms/caramel.php',
            'to_module' => 'application',
        ),
    ),
);
