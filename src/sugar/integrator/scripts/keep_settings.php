<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

// Before the files are copied: what an administrator entered under an older version of this package.
$config = array();
@include 'custom/modules/Connectors/connectors/sources/ext/rest/caramel/config.php';
$GLOBALS['caramel_kept_settings'] = isset($config['properties']) ? $config['properties'] : array();
