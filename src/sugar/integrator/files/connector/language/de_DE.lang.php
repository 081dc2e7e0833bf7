<?php

$connector_strings = array(
    'LBL_LICENSING_INFO' => 'Caramel hält Marketing-Listen und Sugar im Gleichschritt und zeigt in Sugar, was Ihre Kontakte getan haben. Tragen Sie die URL von Caramel und den API-Schlüssel des Kontos ein, speichern Sie, und klicken Sie dann auf „Connector testen“. Nennt der Test eine IP-Adresse, lassen Sie sie in Caramel freigeben und testen Sie noch einmal. Für Konten einzelner Teams tragen Sie deren Anzahl ein, speichern, und füllen dann die Felder aus, die erscheinen.',
    'url' => 'URL (global)',
    'api_key' => 'API-Schlüssel (global)',
    'teams' => 'Anzahl weiterer Teams (0 bis 20)',
);
for ($i = 1; $i <= 20; $i++) {
    $connector_strings["team{$i}_name"] = sprintf('Team %d: Name', $i);
    $connector_strings["team{$i}_url"] = sprintf('Team %d: URL', $i);
    $connector_strings["team{$i}_key"] = sprintf('Team %d: API-Schlüssel', $i);
}
