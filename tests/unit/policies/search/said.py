"""What staff may type, in words of their own, and the guide that answers it."""

SAID: dict[str, tuple[str, ...]] = {
    "accessible-posts": (
        "captions for a video",
        "a blind person can't read our post",
        "screen reader does not work on our page",
    ),
    "asked-for-my-details": (
        "client asked for my number",
        "can i give out my phone number",
        "he wants to know my snapchat name",
    ),
    "bad-day-or-disagree": (
        "had a bad day and want to vent",
        "complain about my boss online",
        "I hate my job",
    ),
    "child-at-risk-online": (
        "found child abuse images",
        "I think a kid is being groomed",
        "self harm post by a child",
    ),
    "client-information-online": (
        "post a client's success story",
        "share a case study",
        "name a client online",
    ),
    "colleagues-online": (
        "boss wants to be my friend",
        "team whatsapp group",
        "workmate added me on linkedin",
    ),
    "comment-officially": (
        "speak for the department online",
        "can i comment on behalf of my organisation",
        "become an authorised spokesperson",
    ),
    "comment-on-court": (
        "can i talk about a court case",
        "comment on a verdict",
        "post about a trial",
    ),
    "contact-for-work": (
        "can i message a client on facebook",
        "contact a family on messenger",
        "send a young person a whatsapp",
    ),
    "devices-and-passwords": (
        "setting up a new phone",
        "strong password",
        "is bluetooth safe",
    ),
    "difficult-post-on-our-page": (
        "rude comment on our page",
        "someone posted abuse on our facebook page",
        "can i delete a comment",
    ),
    "does-it-bind-me": (
        "does the policy apply to contractors",
        "am i bound when off duty",
        "I am a student on placement",
    ),
    "former-client-contact": (
        "old client added me",
        "stay in touch after the order ends",
        "ex client wants to be friends",
    ),
    "friend-request": (
        "kid added me on facebook",
        "client sent me a friend request",
        "young person wants to follow me on insta",
    ),
    "harassed-online": (
        "someone is threatening me online",
        "I am being trolled",
        "a client sends me death threats",
    ),
    "is-it-social-media": (
        "does whatsapp count as social media",
        "is a text message social media",
        "what is social media",
    ),
    "journalists-and-politics": (
        "a reporter contacted me",
        "can i comment on an election",
        "journo wants a quote",
    ),
    "keep-records-of-posts": (
        "do i have to keep a record of tweets",
        "screenshot a post for the file",
        "how long do we keep posts",
    ),
    "like-or-share": (
        "can i like a post",
        "share a news story",
        "retweet something",
    ),
    "look-at-a-profile": (
        "can i look at his insta",
        "google a client before i meet them",
        "check what she posts on facebook",
    ),
    "may-have-broken-a-rule": (
        "posted something i shouldn't have",
        "can i get sacked for a post",
        "what happens if i broke the policy",
    ),
    "my-profile-settings": (
        "who can see my posts",
        "make my facebook private",
        "tagged in a photo",
    ),
    "not-sure-which-rule": (
        "not sure which rule applies",
        "in doubt who do i ask",
        "nothing covers this",
    ),
    "own-camera": (
        "took photo of client on my phone",
        "film an event with my own camera",
        "take pictures of kids at camp",
    ),
    "own-mobile": (
        "ring a client from my own phone",
        "text a parent from my mobile",
        "call a service user on my personal phone",
    ),
    "police-and-profiles": (
        "police asked me for screenshots",
        "a detective wants to know about his page",
        "can i tell the cops what i saw on facebook",
    ),
    "post-about-work": (
        "can i post about my job on facebook",
        "tweet about work",
        "put a photo from work on my page",
    ),
    "privacy-settings-talk": (
        "help a kid with her privacy settings",
        "talk to young people about online safety",
        "teach a teenager to stay safe online",
    ),
    "publish-official-post": (
        "check a post before it goes out",
        "publish a tweet for the department",
        "post from the official account",
    ),
    "reputation-or-offence": (
        "is this defamatory",
        "could my post offend someone",
        "bad review of a company",
    ),
    "responsible-for-others": (
        "what are my duties as a team leader",
        "my role as a manager",
        "I run the facebook account what must i do",
    ),
    "saw-a-breach": (
        "colleague posted client details who do i tell",
        "report a post",
        "saw a data breach on twitter",
    ),
    "say-where-i-work": (
        "can i put my job on linkedin",
        "sign up with my work email",
        "use the logo on my profile",
    ),
    "social-media-at-work": (
        "facebook at lunch",
        "can i use social media at work",
        "private use of my work computer",
    ),
    "social-media-initiative": (
        "start a facebook page for our program",
        "set up an instagram account for the team",
        "approval for a page",
    ),
    "stranger-or-group": (
        "random person added me",
        "invited to a facebook group",
        "can i play fortnite with strangers",
    ),
    "use-others-content": (
        "use a photo from google",
        "copyright of a picture",
        "can i use this meme",
    ),
    "video-call": (
        "zoom with a family",
        "facetime a client",
        "can i skype a service user",
    ),
    "what-happened": (
        "where do i start",
        "find the right guide",
        "which guide do I need",
    ),
    "which-email": (
        "can i use gmail for work",
        "email a client from my own account",
        "which email address",
    ),
    "worried-about-whereabouts": (
        "kid is missing can i check her snapchat",
        "client absconded",
        "worried about a young person's safety",
    ),
}
