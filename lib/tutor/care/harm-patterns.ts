import type { CareLanguage } from './concern';

const MAKE =
  '(?:make|making|build|building|construct|assemble|create|creating|produce|print|printing|mix|mixing|cook|synthesi[sz]e|prepare|get|buy|obtain|modify)';
/** In the names of tools and toys, of bugs, and of what clears bombs away. */
const NO_WEAPON_BEFORE =
  '(?<!\\b(?:glue|heat|nerf|spray|water|toy|paint|grease|staple|nail|caulk|solder(?:ing)?|rivet|fork|logic|zip|time|bath|photo|f|hot glue|hot air|blow|airsoft|tag|bubble) )';
const NO_WEAPON_AFTER =
  '(?![ -](?:dispos|detect|detonation model|defus|disarm|squad|calorimeter|sniff|turret with|clear|removal|safety|control|recogni|classif|model|emoji|proof|box|grip|holder|shaped|mount for|game))';
const WEAPON =
  `${NO_WEAPON_BEFORE}(?:(?:pipe|nail|petrol|car|dirty|home ?made|letter|fertili[sz]er|cluster)[ -])?` +
  '(?:bombs?|explosives?|grenades?|molotovs?(?: cocktails?)?|ieds?|guns?|pistols?|rifles?|revolvers?|firearms?|ghost guns?|silencers?|suppressors?|ammunition|ammo|napalm|nerve (?:gas|agent)s?|sarin|ricin|anthrax|mustard gas|poison gas|chlorine gas|gunpowder|land ?mines?|detonators?|tnt|c-?4 explosives?|nitroglycerin|thermite|meth|crystal meth|tatp|petn|methamphetamine|bioweapons?|chemical weapons?|flamethrowers?)' +
  `\\b${NO_WEAPON_AFTER}`;
const PERSON =
  "(?:(?:my|our|the|a|an|his|her|some|this|that|all)(?: [a-z]+)? )?(?:teachers?|classmates?|class|students?|kids?|children|brothers?|sisters?|siblings?|mother|father|mom|mum|dad|parents?|wife|husband|girlfriend|boyfriend|ex|boss|neighbou?rs?|roommate|friends?|family|principal|bully|person|people|humans?|man|woman|men|women|guy|girl|boy|baby|somebody|someone|anyone|anybody|everyone|everybody|him|her|them|jews|muslims|christians|hindus|immigrants|blacks|whites|gays|pedestrians?|crowds?|police|cops?|soldiers?|enemies|civilians?)\\b(?!'s?(?: process| node| robot)|[ -](?:process|node|frame|link|class|detect|count|track|follow|avoid|robot|topic))";
const KILL =
  '(?:kill|murder|stab|strangle|choke|poison|behead|torture|assassinate|lynch|shoot|beat up|hurt|injure|attack|run over|blow up|electrocute|drown|rape|kidnap)';
const SOON = "(?:(?![.!?]|\\bnot\\b|n't\\b|\\bavoid|\\bprevent|\\bwithout (?:hurt|injur|harm)).)";

/** Between the making and the weapon: what finds weapons is none. */
const TOWARDS =
  "(?:(?![.!?]|\\bnot\\b|n't\\b|\\b(?:avoid|prevent|detect|find|search|locat|clear|defus|disarm|recogni|inspect|dispos|remov|classif|track|toy|model)).)";

/** Who is killed there is a program. */
const NO_PROGRAM =
  '^(?!.*\\b(?:process(?:es)?|nodes?|pkill|killall|threads?|daemons?|terminals?|jobs?|tasks?|instances?|containers?|docker|pid|ports?|gazebo|rviz|simulat\\w*|unity|games?)\\b).*';

const MINOR =
  '(?:child(?:ren)?(?! (?:node|frame|process|link|class|element|lock|widget))|kids?|minors?|under ?age|little (?:girl|boy)s?|school ?(?:girl|boy)s?|pre-?teens?|toddlers?|(?:[1-9]|1[0-7])[ -]?(?:year|yr)s?[ -]?old)';
const SEXUAL = '(?:porn\\w*|nudes?|naked|erotica?|sexual(?:ly|i[sz]ed)?|sex|sexy)';

/** How somebody asks for help with hurting others, or for what nobody may make of children; of `normalized` messages. */
export const HARM: Readonly<Record<CareLanguage, readonly RegExp[]>> = {
  en: [
    new RegExp(`\\b${MAKE}\\b${TOWARDS}{0,40}\\b${WEAPON}`),
    new RegExp(
      `\\b(?:mount|attach|put|fit|install|strap|add|arm|equip|load)\\w*\\b${SOON}{0,30}\\b(?:real |loaded |working )?(?:guns?|rifles?|pistols?|bombs?|explosives?|grenades?|blades? to (?:hurt|stab)|knife to (?:hurt|stab)|flamethrowers?|warheads?)\\b${SOON}{0,20}\\b(?:drone|robot|rover|quadcopter|arm|uav)`,
    ),
    new RegExp(
      `\\b(?:drone|robot|rover|quadcopter|uav|arm)s?\\b${SOON}{0,30}\\b(?:drops?|carr(?:y|ies)|throws?|deliver(?:s)?|fires?|shoots?)\\b${SOON}{0,15}\\b(?:bombs?|explosives?|grenades?|real bullets?|live rounds?)`,
    ),
    new RegExp(
      `${NO_PROGRAM}\\b(?:robot|drone|rover|arm|turret|machine|script|code)\\b${SOON}{0,15}\\b(?:that|which|to) (?:can )?${KILL}s? ${PERSON}`,
    ),
    new RegExp(
      `${NO_PROGRAM}\\b(?:i|we|i'm|im|we're)(?: really| just|'ll| am| are)? (?:want(?: to)?|wanna|will|would like to|plan(?:ning)? to|going to|gonna|need to|have to|'m going to) (?:just )?${KILL} ${PERSON}`,
    ),
    new RegExp(
      `${NO_PROGRAM}\\bhow (?:do|can|could|would|should|to)(?: (?:i|we|you|one|someone))? (?:best |secretly |easily )?${KILL} ${PERSON}`,
    ),
    new RegExp(
      `${NO_PROGRAM}\\b(?:help me|teach me to|ways? to|plan to|tell me how to|instructions (?:to|for)|get away with) ${KILL}(?:ing)? ${PERSON}`,
    ),
    /\b(?:shoot|shooting|blow|blowing|burn|burning) (?:up|down) (?:my|the|a|our) (?:school|class|church|mosque|synagogue|temple|office|mall)\b/,
    /\b(?:weaponi[sz]e|plan|carry out|commit)\b(?:(?![.!?]).){0,25}\b(?:mass shooting|school shooting|terror(?:ist)? attack|massacre|genocide)\b/,
    /\b(?:recipe|formula|instructions|ingredients) (?:for|to make) (?:tatp|petn|sarin|ricin|napalm|meth|nitroglycerin|thermite|an? (?:pipe )?bomb|explosives?|mustard gas|nerve gas|poison gas)\b/,
    /\b(?:make|makes|create|creates|produce|produces|mix)\b(?:(?![.!?]).){0,20}\b(?:toxic|poisonous|deadly|lethal) (?:gas|fumes)\b/,
    /\b(?:bring|take|carry|sneak|smuggle)(?:ing)? (?:a |my |the |dad's )?(?:loaded |real )?(?:gun|knife|pistol|rifle|weapon|bomb) (?:in)?to (?:my |the |our )?(?:school|class|campus|church|work|airport)\b/,
    /\bget away with (?:murder|rape|killing)\b(?! mystery)/,
    new RegExp(
      `\\b${SEXUAL}\\b(?:(?![.!?]).){0,40}\\b${MINOR}\\b|\\b${MINOR}\\b(?:(?![.!?]).){0,25}\\b(?:porn\\w*|nudes?|naked|erotica?|sexy)\\b|\\bcsam\\b`,
    ),
  ],
  de: [
    /\b(?:bau\w*|bastel\w*|herstell\w*|stell\w*|mach\w*|misch\w*|druck\w*|zunde\w*)\b(?:(?![.!?]).){0,40}\b(?:rohr)?(?:bomben?|sprengstoff\w*|sprengsatz|granaten?|molotow\w*|pistolen?|schusswaffen?|giftgas)\b(?!(?:entscharf|erkenn)\w*)|\b(?:bomben?|sprengstoff|sprengsatz|granate|giftgas|schusswaffe)\b(?:(?![.!?]).){0,30}\b(?:bauen|basteln|herstellen|machen|mischen)\b/,
    /\b(?:(?:meinen?|meine|den|die|einen|eine|unseren?) (?:lehrer\w*|mitschuler\w*|bruder|schwester|vater|mutter|eltern|chef\w*|freund\w*|nachbar\w*|frau|mann|menschen|kind\w*)|jemanden|menschen|ihn|sie|leute|alle)\b(?:(?![.!?]|\b(?:prozess\w*|knoten|nodes?)\b).){0,20}\b(?:umbringen|umzubringen|ermorden|erstechen|erschiessen|vergiften|abstechen)\b/,
    /\b(?:kinderporn\w*|amoklauf (?:planen|machen)|nacktbilder von kindern)\b/,
  ],
  es: [
    /\b(?:hacer|hago|fabrico|fabricar|construir|construyo|armar|crear|preparar|montar)\b(?:(?![.!?]).){0,25}\b(?:bombas?|explosivos?|granadas?|pistolas?|armas? de fuego|gas venenoso|coctel molotov)\b(?! de (?:agua|calor|vacio|silicona|aire|pegamento))/,
    /\b(?:matar|asesinar|apunalar|envenenar|disparar|herir)\b a (?:mi|un|una|alguien|mis|los|las|todos|la|el|gente)\b(?! (?:proceso|nodo|instancia|terminal|servidor|tarea))/,
    /\b(?:pornografia infantil|fotos? de nin[oa]s desnud[oa]s)\b/,
  ],
  fr: [
    /\b(?:fabriqu\w*|construi\w*|faire|fais|prepar\w*|creer|assembl\w*|monter)\b(?:(?![.!?]).){0,25}\b(?:bombes?|explosifs?|grenades?|pistolets?|armes? a feu|gaz toxique|cocktails? molotov)\b(?! (?:a (?:colle|eau|chaleur)|de peinture))/,
    /\b(?:tuer|assassiner|poignarder|empoisonner|blesser)\b (?:mon|ma|mes|quelqu'un|un|une|des|les|le|la) ?(?:prof\w*|eleves?|camarades?|frere|soeur|pere|mere|parents|voisins?|patron|gens|homme|femme|enfants?|personnes?|types?)?(?<=quelqu'un|prof|professeur|eleves?|camarades?|frere|soeur|pere|mere|parents|voisins?|patron|gens|homme|femme|enfants?|personnes?)/,
    /\b(?:pornographie (?:infantile|enfantine)|photos? d'enfants nus)\b/,
  ],
  ur: [
    /\b(?:bam|bomb|barood|pistol|bandook) (?:[a-z]+ ){0,2}bana\w*/,
    /(?:^| )(?:بم|دھماکہ خیز|دھماکا خیز|بارود|گرنیڈ|دستی بم|پستول|بندوق|زہریلی گیس)(?: مواد)?(?: [^ ]+){0,3} (?:بنا|تیار)/,
    /(?:کسی|استاد|ٹیچر|دوست|بھای|بہن|لوگوں|انسان|بندے|ادمی)(?: [^ ]+)? کو (?:[^ ]+ )?(?:قتل|جان سے مار|زہر|گولی مار|مارنا چاہ)/,
  ],
  ar: [
    /(?:اصنع|صنع|صناعه|نصنع|بناء|ابنی|تصنیع|تحضیر|اعمل|عمل)(?: [^ ]+){0,2} (?:ال)?(?:قنبله|قنابل|متفجرات|عبوه ناسفه|مسدس|غاز سام|سلاح ناری)/,
    /(?:ارید|اود|کیف|ساقوم ب|بدی) (?:ان )?(?:اقتل|قتل|اطعن|اسمم|تسمیم|طعن)(?! (?:ال)?(?:عملیه|عملیات|عقده|عقد|مهمه|خیط|برنامج|نود|بروسیس|node|process))(?: [^ ]+)?/,
  ],
  hi: [
    /(?:^| )(?:बम|विस्फोटक|बारूद|ग्रेनेड|पिस्तौल|बंदूक|ज़हरीली गैस|जहरीली गैस)(?: [^ ]+){0,3} (?:बना|तैयार)/,
    /(?:किसी|टीचर|शिक्षक|दोस्त|भाई|बहन|लोगों|इंसान|आदमी)(?: [^ ]+)? को (?:[^ ]+ )?(?:मार डाल|मारना चाह|जान से मार|ज़हर|जहर|गोली मार|चाकू मार)|की हत्या (?:कर|कैसे)/,
  ],
  zh: [
    /(?:制作|製作|制造|製造|做|造|组装|配制|自制|合成)[^。！？]{0,8}(?:炸弹|炸彈|炸药|炸藥|手榴弹|手枪|枪支|毒气|毒氣|燃烧瓶|冰毒)(?!检测|识别|拆除|处理)/,
    /(?:我想|我要|怎么|如何|想要|打算)[^。！？进节程点线]{0,8}(?:杀死|杀掉|杀了|毒死|捅死|杀)(?:我)?(?:的)?(?:老师|同学|人|某人|他|她|爸|妈|父母|哥|姐|弟|妹|朋友|邻居|别人)/,
    /儿童色情|兒童色情/,
  ],
};
