/**
 * Questions that no course of ours covers, to develop declining on: what is asked comes first, then sentences that may stand before it.
 * They are apart from those of `tests/evaluation/questions`, which check what was developed on these.
 */
const EVERYDAY: string[][] = [
  [
    'How long should I let pizza dough rest before baking it?',
    'I bought a pizza stone last weekend.',
    'The crust always turns out tough and chewy.',
  ],
  [
    'Can I freeze mashed potatoes with butter in them?',
    'We cooked far too much for dinner.',
    'My fridge is already full of leftovers.',
  ],
  [
    'What can I use instead of eggs in pancakes?',
    'My sister is allergic to eggs.',
    'She is visiting us on Sunday morning.',
  ],
  [
    'Why does my cat bring me dead mice?',
    'Every morning there is one on the doormat.',
    'She looks very proud of it.',
  ],
  [
    'How often should I water a cactus?',
    'I got one for my birthday and put it on the window sill.',
    'Its tips are turning brown.',
  ],
  [
    'Which flowers grow well in the shade?',
    'Our balcony faces north.',
    'There is a big tree in front of it that takes most of the light.',
  ],
  [
    'How do I get a red wine stain out of a carpet?',
    'Somebody knocked over a glass at the party.',
    'I have already tried soap and water.',
  ],
  [
    'What should I wear to a summer wedding?',
    'My cousin gets married on a beach in July.',
    'The invitation only says smart casual.',
  ],
  [
    'How do I stop my dog from barking at the mailman?',
    'We adopted him from a shelter two months ago.',
    'He is friendly to everyone else.',
  ],
  [
    'What is a fair price for a used bicycle?',
    'The seller says it is three years old.',
    'It has new tires and a scratch on the frame.',
  ],
  [
    'How do I convince my landlord to repair the heating?',
    'The radiators have been cold for a week.',
    'He does not answer my calls.',
  ],
  [
    'Is it rude to leave a tip in Japan?',
    'We are travelling to Tokyo in spring.',
    'I do not want to offend the waiter.',
  ],
  [
    'Which museum in Vienna should I visit first?',
    'I have only one day in the city.',
    'I like old paintings more than modern art.',
  ],
  [
    'How much luggage may I take on a train to Paris?',
    'I am moving there for a semester.',
    'I have two large suitcases and a guitar.',
  ],
  [
    'What is the best time of the year to visit Iceland?',
    'I would love to see the northern lights.',
    'My holidays are flexible.',
  ],
  ['How do I get rid of hiccups?', 'I have had them since lunch.', 'Holding my breath did not help at all.'],
  [
    'Why do my knees hurt after running?',
    'I started jogging a month ago.',
    'The pain goes away after a day of rest.',
  ],
  [
    'How many hours of sleep does a teenager need?',
    'My son stays up past midnight.',
    'He is tired in school every day.',
  ],
  [
    'Is oat milk healthier than cow milk?',
    'I drink two lattes a day.',
    'My doctor told me to watch my cholesterol.',
  ],
  ['What helps against a sore throat?', 'I was singing at a concert all evening.', 'Now I can barely speak.'],
  [
    'Should I buy or rent an apartment?',
    'We have some savings but no children yet.',
    'Interest rates went up again this year.',
  ],
  [
    'How do I write a cover letter for a bakery job?',
    'I have never worked in a shop before.',
    'The manager seemed nice on the phone.',
  ],
  [
    'How do I ask my boss for a raise?',
    'I have been with the company for four years.',
    'My colleagues earn more than I do.',
  ],
  ['What is the plot of Macbeth?', 'We read it in English class.', 'I missed the lesson about the witches.'],
  [
    'Who wrote One Hundred Years of Solitude?',
    'I saw the book in a library.',
    'The cover had yellow butterflies on it.',
  ],
  [
    'Which instrument is easiest for an adult beginner?',
    'I always wanted to play in a band.',
    'My neighbors can hear everything through the walls.',
  ],
  ['How do I tune a ukulele?', 'The strings sound terrible.', 'I found it in the attic of my grandmother.'],
  [
    'What are the rules of offside in soccer?',
    'My daughter plays on Saturdays.',
    'The referee blew his whistle and nobody understood why.',
  ],
  [
    'How do I score a tennis match?',
    'A friend invited me to play.',
    'I only know that it has to do with fifteen and thirty.',
  ],
  [
    'Who won the Tour de France in 1986?',
    'My father always talks about that race.',
    'He watched it on television as a boy.',
  ],
  ['What should I name my baby?', 'It is going to be a girl.', 'My husband wants something old fashioned.'],
  [
    'How do I apologize to a friend whose birthday I forgot?',
    'She did not say anything but I could tell that she was hurt.',
    'We have known each other since kindergarten.',
  ],
  ['How do I make friends in a new city?', 'I moved here for work.', 'In the evening I just sit at home.'],
  [
    'How do I fold a fitted sheet?',
    'Mine ends up as a big ball in the closet.',
    'My mother does it in seconds.',
  ],
  [
    'Which paint do I need for a bathroom ceiling?',
    'There are spots of mold above the shower.',
    'The last coat is peeling off.',
  ],
  ['How do I fix a squeaky door?', 'It wakes up the baby at night.', 'The hinges look rusty.'],
  [
    'How do I unclog a kitchen sink without chemicals?',
    'The water drains very slowly.',
    'It smells a bit, too.',
  ],
  [
    'How do I file taxes as a student?',
    'I worked in a restaurant over the summer.',
    'They took a lot out of my salary.',
  ],
  [
    'What is compound interest on a savings account?',
    'My grandmother left me some money.',
    'The bank offers two percent a year.',
  ],
  ['Do I need a visa for Brazil?', 'I have a German passport.', 'The flight leaves in three weeks.'],
  ['How do I renew my library card?', 'I lost it on the bus.', 'I still have two novels at home.'],
  [
    'When did the Roman Empire fall?',
    'I am watching a series about gladiators.',
    'My brother says it never really did.',
  ],
  [
    'Why did the Titanic sink so fast?',
    'We saw the movie last night.',
    'My friend says a fire was to blame.',
  ],
  [
    'Who was the first woman to win a Nobel Prize?',
    'I need it for a crossword puzzle.',
    'The name has five letters.',
  ],
  ['Why is the sky blue?', 'My son asked me on the way to school.', 'I did not know what to say.'],
  [
    'How do bees make honey?',
    'There is a hive in the garden of our school.',
    'We are not allowed to go near it.',
  ],
  [
    'How big was a Tyrannosaurus?',
    'My daughter loves dinosaurs.',
    'She wants to know if it would fit in our house.',
  ],
  [
    'Why do leaves turn red in autumn?',
    'We went for a walk in the forest.',
    'The maple trees looked like fire.',
  ],
  [
    'How do I decorate a cake with fondant?',
    'It is for a birthday party on Friday.',
    'Mine always cracks at the edges.',
  ],
  ['How do I knit a scarf?', 'I bought soft blue wool at the market.', 'I only have thick needles.'],
  [
    'How do I choose a good watermelon?',
    'The last one was pale and watery.',
    'The farmer knocks on them and listens.',
  ],
  ['Can I take my hamster on a plane?', 'We are moving to Canada.', 'He gets nervous in his cage.'],
  ['What do hedgehogs eat in winter?', 'One lives under our shed.', 'It looks quite thin.'],
  ['How do I train for a half marathon?', 'I can run about five miles now.', 'The race is in October.'],
  ['How do I parallel park?', 'I failed my driving test because of it.', 'I always hit the curb.'],
  [
    'How long does a passport application take?',
    'We want to go on a cruise in May.',
    'My old one expired in January.',
  ],
  [
    'How do I cook rice so that it is not sticky?',
    'I rinse it and use two cups of water.',
    'It still comes out like glue.',
  ],
  [
    'Why does bread go stale?',
    'I keep it in a paper bag in the kitchen.',
    'After a day I could use it as a hammer.',
  ],
  ['How do I tell a joke well?', 'Nobody laughs when I do.', 'I have to give a toast at a party.'],
  [
    'What is the meaning of the lyrics of Hotel California?',
    'It was on the radio this morning.',
    'My dad says it is about drugs.',
  ],
];

const TECHNICAL: string[][] = [
  [
    'How is penicillin made by fungi?',
    'We talked about antibiotics in biology.',
    'The teacher showed us a dish with mold.',
  ],
  [
    'What does the Krebs cycle produce?',
    'I have a biochemistry exam on Monday.',
    'I keep mixing it up with glycolysis.',
  ],
  [
    'How does a vaccine train the immune system?',
    'I read about antibodies and T cells.',
    'The article did not say how long the protection lasts.',
  ],
  [
    'What is the difference between mitosis and meiosis?',
    'Both of them divide a cell.',
    'I drew the chromosomes but got stuck.',
  ],
  [
    'How do I balance a redox equation in acidic solution?',
    'I wrote down both half reactions.',
    'The electrons do not cancel out.',
  ],
  [
    'What determines the pH of a buffer solution?',
    'I mixed acetic acid and sodium acetate in the lab.',
    'The indicator turned yellow.',
  ],
  [
    'Why is benzene so stable?',
    'Its bonds are all of the same length.',
    'I do not see where the electrons are.',
  ],
  [
    'How do you prove that the square root of two is irrational?',
    'I tried it by contradiction.',
    'I got lost with the even numbers.',
  ],
  [
    'When does a Taylor series converge?',
    'Our professor only wrote the remainder on the blackboard.',
    'I know the one of the sine.',
  ],
  [
    'What is an eigenvalue of a matrix, geometrically?',
    'I can compute the characteristic polynomial.',
    'I have no picture of it.',
  ],
  [
    'How does a court decide on negligence?',
    'I am in my first year of law school.',
    'The case is about a bottle with a snail in it.',
  ],
  ['What makes a contract voidable?', 'One of the parties was a minor.', 'The other one knew about it.'],
  [
    'How do I calculate depreciation for a truck?',
    'It was bought in March by our company.',
    'The accountant uses the declining balance.',
  ],
  [
    'What is the difference between fiscal and monetary policy?',
    'The central bank raised interest rates.',
    'The government lowered taxes at the same time.',
  ],
  [
    'How does inflation affect bond prices?',
    'I hold treasury bonds that mature in ten years.',
    'Their value has dropped since last summer.',
  ],
  [
    'What load can a wooden beam of oak carry?',
    'We are building a carport.',
    'The span is about twelve feet.',
  ],
  [
    'How do I read a ladder diagram of a Siemens PLC?',
    'The conveyor belt in our plant stopped.',
    'There is a normally closed contact that I do not understand.',
  ],
  [
    'What grit of sandpaper comes before varnish?',
    'I am restoring an oak table.',
    'The old lacquer is already off.',
  ],
  [
    'How does a two-stroke engine lubricate itself?',
    'My chainsaw smokes a lot.',
    'The manual speaks of a mixture.',
  ],
  ['How do I bleed the brakes of a motorcycle?', 'The lever feels spongy.', 'I have new brake fluid here.'],
  [
    'How does a nuclear reactor control its chain reaction?',
    'We visited a power plant.',
    'The guide spoke about boron.',
  ],
  [
    'What is the Coriolis effect on hurricanes?',
    'They turn the other way south of the equator.',
    'My geography teacher drew arrows on a globe.',
  ],
  [
    'How old are the rocks of the Grand Canyon?',
    'I am writing an essay on sedimentary layers.',
    'The oldest are at the bottom.',
  ],
  [
    'How do you date a fossil with carbon?',
    'The bone was found in a cave.',
    'It may be older than fifty thousand years.',
  ],
  ['What is a black hole made of?', 'Even light cannot leave it.', 'I saw the first photograph of one.'],
  [
    'Why does Venus rotate backwards?',
    'We looked at it through a telescope.',
    'Its day is longer than its year.',
  ],
  [
    'How do I format a table in Excel?',
    'My columns are too narrow for the dates.',
    'It shows only hash signs.',
  ],
  [
    'How do I remove the background of a photo in Photoshop?',
    'The hair of the model is very fine.',
    'The magic wand leaves white edges.',
  ],
  [
    'How do I write a pivot table in Google Sheets?',
    'I have a list of sales by month.',
    'My boss wants totals for each region.',
  ],
  ['How do I set the aperture for a portrait?', 'My lens goes down to 1.8.', 'The eyes are never sharp.'],
  [
    'How do I build a kingdom of elves in Minecraft?',
    'I play with my little brother.',
    'We ran out of emeralds.',
  ],
  [
    'How do I join two tables in SQL and count the orders of each customer?',
    'Some customers have never bought anything.',
    'They should be listed with zero.',
  ],
  [
    'How do I write a macro in COBOL for a mainframe payroll?',
    'The old colleague retired.',
    'Nobody else knows the system.',
  ],
  [
    'How do I configure OSPF areas on a Cisco switch?',
    'We have three buildings.',
    'The backbone runs through the basement.',
  ],
  [
    'How do I center a div with flexbox in CSS?',
    'It should be in the middle of the page.',
    'On my phone it jumps to the left.',
  ],
  [
    'How do I deploy a Laravel app with Forge?',
    'Composer runs out of memory.',
    'The migrations of MySQL fail.',
  ],
  [
    'How do I write a shader in Unity for water?',
    'The waves should have foam.',
    'I use the universal render pipeline.',
  ],
  [
    'How do I restore a backup of an Oracle database with RMAN?',
    'The tablespace is corrupt.',
    'The archive logs are on a tape.',
  ],
  [
    'How do I make an Android widget with Jetpack Compose?',
    'It shows the weather.',
    'Glance does not redraw it.',
  ],
  ['How do I root a Samsung phone?', 'The bootloader is locked.', 'I want to remove the bloatware.'],
  [
    'How do I translate a poem by Rilke into English?',
    'It is the one about the panther.',
    'The rhymes are hard to keep.',
  ],
  [
    'When do I use the subjunctive in Spanish?',
    'I mix it up with the indicative.',
    'My tutor is from Seville.',
  ],
  ['What is the ablative absolute in Latin?', 'We are reading Caesar.', 'The sentence has two participles.'],
  [
    'How is a sonata movement built?',
    'My piano teacher gave me Mozart.',
    'I hear the theme coming back in another key.',
  ],
  [
    'What is a tritone substitution in jazz?',
    'I play the saxophone.',
    'The chart has a dominant chord there.',
  ],
  ['How do I throw a bowl on a potter’s wheel?', 'The clay keeps wobbling.', 'My hands are too dry.'],
  [
    'What dose of ibuprofen may a child have?',
    'She is four years old and has a fever.',
    'The pharmacy is closed.',
  ],
  [
    'How do nurses measure blood pressure by hand?',
    'I am in training at a hospital.',
    'I cannot hear the second sound.',
  ],
  ['How do I prune an apple tree?', 'It is old and full of moss.', 'Last year we had hardly any fruit.'],
  [
    'What is crop rotation good for?',
    'My uncle plants clover after wheat.',
    'He says that it feeds the soil.',
  ],
];

/** Short ones in words that many courses have for other things. */
export const FOREIGN_SHORT: string[] = [
  'What is the speed of sound?',
  'How do I train my puppy?',
  'How do I launch a podcast?',
  'What is a good name for a dog?',
  'How do I update my phone?',
  'Who is the president of France?',
  'When was the first computer built?',
  'How much does a car cost?',
  'Which camera is best for a wedding?',
  'How far away is the sun?',
  'How do I start a band?',
  'What is the longest river in the world?',
  'How do I wake up faster?',
  'Who won the last election?',
  'What is the best song of all time?',
  'How do I open a shop?',
  'What time does the bus leave?',
  'How cold does it get on the moon?',
  'How do I write a love letter?',
  'Which language should I learn first, French or Spanish?',
  'What is the model of this car?',
  'How do I build a house?',
  'How do I control my anger?',
  'What is the highest building in New York?',
  'How do I run a small company?',
  'How do I move to Australia?',
  'What is the price of gold?',
  'How many people live in China?',
  'How do I plan a birthday party?',
  'What is the point of life?',
];

/** Each by itself, and with one and more sentences before it. */
export const FOREIGN_QUESTIONS: string[] = [...EVERYDAY, ...TECHNICAL].flatMap(
  ([question = '', ...before]) => [question, `${before[0]} ${question}`, [...before, question].join(' ')],
);
