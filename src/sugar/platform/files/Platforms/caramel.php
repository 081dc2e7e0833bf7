<?php

// One session per user and platform: a name of its own keeps Caramel's session apart from all others,
// and a second one lets "caramel.jar check" log in without ending the session that is at work.
$platforms[] = 'caramel';
$platforms[] = 'caramel-check';
