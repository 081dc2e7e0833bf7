<?php

$connector_strings = array(
    'LBL_LICENSING_INFO' => 'Caramel keeps marketing lists and Sugar in step, and shows in Sugar what your contacts did. Enter the URL of Caramel and the API key of its account, save, then press Test Connector. If the test names an IP address, have it authorized in Caramel and test again. For accounts of single teams enter how many, save, and fill in the boxes that appear.',
    'url' => 'URL (Global)',
    'api_key' => 'API Key (Global)',
    'teams' => 'Number of Additional Teams (0 to 20)',
);
for ($i = 1; $i <= 20; $i++) {
    $connector_strings["team{$i}_name"] = sprintf('Team %d: Name', $i);
    $connector_strings["team{$i}_url"] = sprintf('Team %d: URL', $i);
    $connector_strings["team{$i}_key"] = sprintf('Team %d: API Key', $i);
}
