/** Words by which students speak of themselves and their day: in a sentence beside the one that asks, they are no subject. */
export const CHAT_WORDS: ReadonlySet<string> = new Set(
  `exam exams test tests quiz homework assignment assignments deadline grade professor teacher teachers tutor instructor class classes semester term
  university uni college school study studying studied student students beginner beginners newbie noob friend friends roommate
  classmate classmates colleague colleagues group
  monday tuesday wednesday thursday friday saturday sunday weekend today tomorrow yesterday tonight morning afternoon evening night
  second seconds minute minutes hour hours day days week weeks month months year years ago late early already
  lost stuck confused confusing nervous tired sleepy bored sorry stupid dumb silly new newcomer struggling struggle frustrated frustrating
  annoyed love hate hope glad happy worried worry afraid scared weird strange crazy hard difficult tough
  read reading page pages video videos watch watched watching stare staring looked looking googled searched internet forum tried trying
  sense head clue brain wondered curious
  appreciate appreciated advance cheers greetings regards sir madam dear bro dude mate guys buddy everyone everybody folks
  mom mum dad mother father parents sister brother girlfriend boyfriend wife husband boss kid kids angry mad sad upset
  yo sis fam man bhai yaar hmm hm haha lmao omg wow ugh asap urgent urgently due eli5 dummies tldr tl dr ai bot chatbot
  hallo guten hola bonjour salut ciao namaste salam
  english apologies apologize excuse bother bothering quick question doubt doubts`
    .split(/\s+/)
    .filter(Boolean),
);
