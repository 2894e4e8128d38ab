## Emergency mode

emergency-preset-typhoon = Typhoon
emergency-preset-water_off = Water off everywhere
emergency-preset-power_off = Power off everywhere
emergency-preset-flood = Flood
emergency-words-typhoon =
    A typhoon is coming. Close doors and windows, take in what stands on balconies, stay at home.
    Keep away from trees, billboards and building sites.
emergency-words-water_off =
    The water is off everywhere. Keep some in store, close the taps.
    If old people, children or the sick at home need water, tap “I need help”.
emergency-words-power_off =
    The power is off everywhere. Take no lift, unplug appliances, use a torch rather than candles.
    If somebody at home depends on power for medicine or oxygen, tap “I need help”.
emergency-words-flood =
    The water is rising. Leave the ground floor for a higher one, switch the power off, don't wade, keep out of underground garages.
emergency-banner = ⚠ { $preset }, until { $until }. If you need anything tap “I need help”; in danger call 119 or 120 first.
emergency-safe-ask = Are you safe? Please tap, so that we know who needs help.
emergency-safe = I am safe
emergency-help = I need help
emergency-safe-noted = Noted: you are safe. If that changes, tap “I need help”.
emergency-help-noted = Noted: you need help. The compound's staff see the name, phone and building you left. Once all is well, tap “I am safe”.
emergency-help-report = Say what help you need; it goes to the compound at once.
emergency-call = In danger, call first:
emergency-over = That is over.
emergency-open = Open Mulin
emergency-menu-safe = Safe, or need help
emergency-mode-list =
    { $count ->
        [0] No emergency mode is on.
       *[other] On now:
    }
emergency-mode-new = Start one
emergency-mode-ask-place = Where?
emergency-mode-ask-preset = What is it?
emergency-mode-ask-until = Until when? Tap one, or write it, e.g. “tomorrow 18:00”.
emergency-mode-sure =
    Start “{ $preset }”, { $place }, until { $until }.
    Every resident gets this at once and is asked once whether they are safe:
emergency-mode-start = Start it
emergency-mode-started = { $preset } is on until { $until }. To see who needs help, send /emergency.
emergency-mode-one = { $preset }, { $place }, until { $until }
emergency-mode-counts = Safe { $safe }, need help { $help }, no answer { $silent }
emergency-mode-helpless =
    Needs help: { $who }{ $building ->
        [none] {""}
       *[other] , building { $building }
    }{ $number ->
        [none] {""}
       *[other] , no. { $number }
    }
emergency-mode-end = End it
emergency-mode-end-sure = Really end it? The banner goes, and what was posted will say that it is over.
emergency-mode-ended =
    Over: { $category }, { $place }
    Since { $at }. Thank you all.
