<?php

$mod_strings['LBL_CARAMEL_LEAD_SCORE'] = 'Lead Score';
