line-added = Added
line-added-to = Added to no. { $number }.
line-added-plain = Added to no. { $number }.
line-not-this = Not this one
line-this-one = It is about no. { $number }
line-new = Something new
line-which = Which matter is this about?
line-unusable = I can't read that. Please type, or send a photo, video or voice note.
line-too-large = That file is too large: at most 20 MB. Sent as a “photo” it is smaller; a video can be cut shorter.
line-report-files =
    { $count ->
        [one] The file that came with report { $number }:
       *[other] The { $count } files that came with report { $number }:
    }
