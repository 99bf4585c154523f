import type { CareLanguage } from './concern';

/** What is said in place of an answer. Every sentence that students read of it stands here. */
export interface CareTexts {
  /** Of the conversation: lists of conversations are seen by others. */
  title: string;
  /** For who may harm themselves, or fears for somebody. */
  support: readonly string[];
  /** Before what the school says of its own help. */
  helpAtSchool: string;
  /** At the end of both. */
  onwards: string;
  /** For who asks how to do harm. */
  refusal: readonly string[];
  /** Before the topics of the course. */
  topics: string;
}

export const CARE_TEXTS: Readonly<Record<CareLanguage, CareTexts>> = {
  en: {
    title: 'A conversation',
    support: [
      'Thank you for writing this. It sounds very hard, and you do not have to carry it alone.',
      'I am only a program, and this needs a person. Please talk to somebody you trust today, whether it is about you or about somebody you worry about: a parent, a teacher, a friend, a doctor. If anybody is in danger right now, call the emergency number of your country. Many countries have helplines that listen at any hour, for free; findahelpline.com lists them.',
    ],
    helpAtSchool: 'At your school:',
    onwards: 'The course can wait. Whenever you want to go on with it, I am here.',
    refusal: [
      'I cannot help with that. If somebody is in danger, please call the emergency number of your country, or tell an adult you trust.',
    ],
    topics: 'I am glad to help with what the course covers:',
  },
  de: {
    title: 'Ein Gespräch',
    support: [
      'Danke, dass du das geschrieben hast. Es klingt sehr schwer, und du musst damit nicht allein bleiben.',
      'Ich bin nur ein Programm, und hier braucht es einen Menschen. Bitte sprich heute noch mit jemandem, dem du vertraust, ob es um dich geht oder um jemanden, um den du dir Sorgen machst: mit deinen Eltern, einer Lehrerin oder einem Lehrer, einem Freund, einer Ärztin. Wenn gerade jemand in Gefahr ist, ruf den Notruf deines Landes an (in Europa 112). In vielen Ländern hören Telefone der Seelsorge rund um die Uhr kostenlos zu, in Deutschland unter 0800 1110111; weitere stehen auf findahelpline.com.',
    ],
    helpAtSchool: 'An deiner Schule:',
    onwards: 'Der Kurs kann warten. Wann immer du damit weitermachen möchtest, bin ich da.',
    refusal: [
      'Dabei kann ich nicht helfen. Wenn jemand in Gefahr ist, ruf bitte den Notruf deines Landes an, oder sag es einem Erwachsenen, dem du vertraust.',
    ],
    topics: 'Gern helfe ich bei dem, was der Kurs behandelt:',
  },
  es: {
    title: 'Una conversación',
    support: [
      'Gracias por escribirlo. Suena muy difícil, y no tienes que llevarlo a solas.',
      'Yo solo soy un programa, y para esto hace falta una persona. Por favor, habla hoy mismo con alguien de confianza, tanto si se trata de ti como de alguien que te preocupa: tus padres, un profesor, una amiga, un médico. Si alguien está en peligro ahora, llama al número de emergencias de tu país. En muchos países hay líneas de ayuda que escuchan a cualquier hora y gratis; findahelpline.com las reúne.',
    ],
    helpAtSchool: 'En tu centro:',
    onwards: 'El curso puede esperar. Cuando quieras seguir, aquí estoy.',
    refusal: [
      'No puedo ayudar con eso. Si alguien está en peligro, llama al número de emergencias de tu país o díselo a un adulto de confianza.',
    ],
    topics: 'Con gusto te ayudo con lo que trata el curso:',
  },
  fr: {
    title: 'Une conversation',
    support: [
      'Merci de l’avoir écrit. Cela semble très dur, et tu n’as pas à le porter sans aide.',
      'Je ne suis qu’un programme, et il faut ici une personne. Parle aujourd’hui à quelqu’un en qui tu as confiance, qu’il s’agisse de toi ou de quelqu’un pour qui tu t’inquiètes : tes parents, un professeur, une amie, un médecin. Si quelqu’un est en danger maintenant, appelle le numéro d’urgence de ton pays. Dans beaucoup de pays, des lignes d’écoute répondent à toute heure et gratuitement, en France le 3114 ; findahelpline.com en donne la liste.',
    ],
    helpAtSchool: 'Dans ton école :',
    onwards: 'Le cours peut attendre. Quand tu voudras continuer, je suis là.',
    refusal: [
      'Je ne peux pas aider à cela. Si quelqu’un est en danger, appelle le numéro d’urgence de ton pays, ou parle à un adulte en qui tu as confiance.',
    ],
    topics: 'Je t’aide volontiers pour ce que le cours traite :',
  },
  ur: {
    title: 'گفتگو',
    support: [
      'یہ لکھنے کا شکریہ۔ یہ بہت مشکل معلوم ہوتا ہے، اور آپ کو یہ بوجھ اکیلے نہیں اٹھانا۔',
      'میں صرف ایک پروگرام ہوں، اور یہاں کسی انسان کی ضرورت ہے۔ بات آپ کی ہو یا کسی ایسے شخص کی جس کی آپ کو فکر ہے، براہِ کرم آج ہی کسی ایسے شخص سے بات کریں جس پر آپ کو بھروسا ہو: والدین، استاد، دوست یا ڈاکٹر۔ اگر اس وقت کوئی خطرے میں ہے تو اپنے ملک کے ایمرجنسی نمبر پر فون کریں۔ بہت سے ملکوں میں ہیلپ لائنیں ہر وقت مفت بات سنتی ہیں؛ ان کی فہرست findahelpline.com پر ہے۔',
    ],
    helpAtSchool: 'آپ کے ادارے میں:',
    onwards: 'کورس انتظار کر سکتا ہے۔ جب آپ آگے بڑھنا چاہیں، میں یہاں ہوں۔',
    refusal: [
      'میں اس میں مدد نہیں کر سکتا۔ اگر کوئی خطرے میں ہے تو اپنے ملک کے ایمرجنسی نمبر پر فون کریں، یا کسی بھروسے والے بڑے کو بتائیں۔',
    ],
    topics: 'کورس میں جو کچھ ہے، اس میں مدد کر کے خوشی ہوگی:',
  },
  ar: {
    title: 'محادثة',
    support: [
      'شكرًا لأنك كتبت هذا. يبدو الأمر صعبًا جدًا، ولا يجب أن تحمله وحدك.',
      'أنا مجرد برنامج، وهذا يحتاج إلى إنسان. سواء كان الأمر يخصك أو يخص شخصًا تقلق عليه، تحدث اليوم من فضلك مع شخص تثق به: أحد والديك، أو معلم، أو صديق، أو طبيب. إذا كان أحد في خطر الآن فاتصل برقم الطوارئ في بلدك. في بلدان كثيرة خطوط مساعدة تستمع في أي وقت ومجانًا، وتجد قائمتها في findahelpline.com.',
    ],
    helpAtSchool: 'في مدرستك:',
    onwards: 'الدرس يمكن أن ينتظر. متى أردت المتابعة فأنا هنا.',
    refusal: [
      'لا أستطيع المساعدة في ذلك. إذا كان أحد في خطر فاتصل برقم الطوارئ في بلدك، أو أخبر شخصًا بالغًا تثق به.',
    ],
    topics: 'يسعدني أن أساعد في ما تتناوله الدورة:',
  },
  hi: {
    title: 'बातचीत',
    support: [
      'यह लिखने के लिए धन्यवाद। यह बहुत कठिन लगता है, और आपको इसे अकेले नहीं सहना है।',
      'मैं केवल एक प्रोग्राम हूँ, और यहाँ किसी इंसान की ज़रूरत है। बात आपकी हो या किसी ऐसे व्यक्ति की जिसकी आपको चिंता है, कृपया आज ही किसी ऐसे व्यक्ति से बात करें जिस पर आपको भरोसा हो: माता-पिता, शिक्षक, दोस्त या डॉक्टर। अगर इस समय कोई ख़तरे में है, तो अपने देश के आपातकालीन नंबर पर फ़ोन करें। बहुत से देशों में हेल्पलाइन किसी भी समय मुफ़्त में बात सुनती हैं; उनकी सूची findahelpline.com पर है।',
    ],
    helpAtSchool: 'आपके विद्यालय में:',
    onwards: 'पाठ्यक्रम इंतज़ार कर सकता है। जब भी आप आगे बढ़ना चाहें, मैं यहाँ हूँ।',
    refusal: [
      'मैं इसमें मदद नहीं कर सकता। अगर कोई ख़तरे में है, तो अपने देश के आपातकालीन नंबर पर फ़ोन करें, या किसी भरोसेमंद बड़े को बताएँ।',
    ],
    topics: 'पाठ्यक्रम में जो है, उसमें मदद करके मुझे ख़ुशी होगी:',
  },
  zh: {
    title: '对话',
    support: [
      '谢谢你把这些写出来。听起来真的很难受，但你不必独自承受。',
      '我只是一个程序，而这件事需要有人陪着你。不管是关于你自己，还是关于你担心的人，请今天就和你信任的人谈谈：父母、老师、朋友或医生。如果现在有人处于危险之中，请拨打你所在国家的紧急电话。许多国家都有随时免费倾听的求助热线，可以在 findahelpline.com 上找到。',
    ],
    helpAtSchool: '在你的学校：',
    onwards: '课程可以等。等你想继续的时候，我就在这里。',
    refusal: ['这件事我不能帮忙。如果有人处于危险之中，请拨打你所在国家的紧急电话，或者告诉你信任的大人。'],
    topics: '我很乐意帮助你学习课程里的内容：',
  },
};
