<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

// After the files were copied: what keep_settings.php found goes back to the connector.
if (!empty($GLOBALS['caramel_kept_settings'])) {
    require_once 'include/connectors/sources/SourceFactory.php';
    $source = SourceFactory::getSource('ext_rest_caramel');
    if ($source) {
        $source->setProperties($GLOBALS['caramel_kept_settings']);
        $source->saveConfig();
    }
}
unset($GLOBALS['caramel_kept_settings']);
