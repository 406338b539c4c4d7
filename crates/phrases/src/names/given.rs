//! First names: a single word that is one isn't somebody's whole name.

use std::collections::HashSet;
use std::sync::LazyLock;

/// First names of all generations in France and in England, folded; none of them is a common surname («Martin»,
/// «Thomas»), a day, a month or a word of every day («Rose», «Grace»).
const GIVEN: &str = "\
 adele adeline adrien adrienne agathe agnes aicha alexandra alexandre alexia alexis alice alicia aline alison \
 alix alphonse amanda amandine ambre amelie amina amine amy anais anatole andrea andree andrew angela angele \
 angelina angeline angelique anissa anita anna annabelle anne annette annick annie anouk anthony antoinette \
 apolline ariane arlette arthur ashley assia astrid audrey augustin augustine aurelie aurelien axel axelle aya \
 aymeric baptiste barbara bastien beatrice becky benedicte benjamin berenice bernadette berthe betty brenda \
 brian brice brigitte bruno camille candice carine carla carol carole caroline cassandra catherine cecile \
 cedric celestin celestine celia celine charlene charlotte chloe chris christelle christian christiane \
 christine christophe christopher cindy claude claudette claudie claudine clea cleo clotilde colette coline \
 corentin corinne cynthia cyril daniele danielle danny daphne dave debbie deborah delphine denise diane didier \
 dimitri djamel dominique donna doris dorothee dorothy dylan edith edmond edouard edward edwige eileen elea \
 elena eleonore eliane eline elisa elisabeth elise elizabeth ella elodie eloise elsa emile emilie emilien emily \
 emma emmanuel emmanuelle emmy enzo eric erwan esteban estelle ethan ethel eugene eugenie eva evan evelyne \
 fabien fabienne fabrice fanny farid fatiha fatima fatoumata faustine felix ferdinand fernand fernande flavie \
 flora florence florian frances francine franck francoise fred frederic frederique gabin gabriel gabrielle gael \
 gaelle gaetan gaston gemma genevieve georgette geraldine germaine ghislaine gilles gillian ginette gisele \
 graham gregory guilhem gwenaelle hakim halima hamza hannah harriet harry hassan heather helen helene heloise \
 henri henriette hortense hugo huguette ian ibrahim ilyes imane ines irene iris isabelle ismael isobel jacky \
 jacqueline jade james jamila jane janet janine jason jeanine jeanne jeannine jennifer jenny jeremie jeremy \
 jerome jessica jessie jill joan joanna joe joel joelle john jonas jonathan josephine josette josh josiane \
 josselin joyce judith judy jules julia julie juliette justin justine karen karim karima karine kate katherine \
 kathleen katia katie kelly kenneth kenza kevin khadija killian kylian laetitia laila laly lara laura lauren \
 laurence laurine lea leila lena leo leonie leontine leopold lila liliane lilou lina linda lisa lise loane loic \
 lola lorenzo lou louane louise louisette luca luce lucette lucie lucien lucienne lucile lucy ludivine ludovic \
 lydia lydie lyna lynn mael maelle maelys magali maggie malik manon marcel marcelle margaret margaux margot \
 marguerite marianne marielle marion marius marjorie marthe martine mary maryse maryvonne mathilde mathis \
 matteo matthew matthieu maud maureen maxence maxime megan mehdi melanie melissa melvin mia michele micheline \
 michelle mickael mike mireille mohamed mohammed molly monique morgane mounir muriel myriam nabil nadege nadia \
 nadine nael naima nancy natalie nathalie nathan nathanael neil nicola nigel ninon noa noah noam noelle noemie \
 nolan nora norbert odette odile olga oliver olivia ophelie oriane oscar pablo pamela pascal pascale patricia \
 patrick paulette pauline peggy perrine peter phil philip philomene phoebe pierrette priscilla quentin rachael \
 rachel rachid raphael raphaelle rayan raymonde rebecca regine regis renee rita romain romane romeo romy \
 rosalie roseline rosemary rosette roxane ruth sabine sabrina sacha sally salma salome samantha samia samir \
 samira sandra sandrine sara sarah sasha sebastien selma serge severine sheila shirley sidonie simone sofia \
 sofiane solange solene soline sonia sophia sophie soraya stephane stephanie stephen steve steven stuart susan \
 suzanne suzette sybille sylvain sylvaine sylvia sylviane sylvie tanguy tatiana teddy theo theodore therese \
 thibault thibaut thierry tiago timeo timothee tina titouan tom tracey trevor tristan ursule valentin valentine \
 valerie vanessa veronique victor victoria virginie viviane wassim wendy willy xavier yacine yanis yann yannick \
 yasmine yassine yoann yohan yolande youssef yves yvette yvon yvonne zacharie zelie zineb zoe zohra ";

/// First names that are surnames or something else as often («Martin», «Lily»), and those of people who came from
/// elsewhere.
const ALSO: &str = "\
 abdel abdelkader abdoul abdoulaye abdullah abel adam adama adel adem adrian agnieszka agostinho ahmad ahmed \
 aisha aissata akim alain alan alana alban albane albert alberto aldo alec alejandro aleksandra alessandro \
 alessia alex alexander alfred ali alicja alistair alma aloys alvaro alvin amadou amar amara ambroise amelia \
 amir amira amos ana anabelle anael anastasia andre andreas andrei andreia andrzej aneta angus anh anil anja \
 anjali ann annalisa anouar ansel anselme antoine anton antonia antonin antonio anya archibald archie aria \
 ariel ariste arjun arlene armand armando armelle arnaud arnold arun asma asmaa assa assane athena aubrey \
 audric aurore awa ayman ayoub azeddine aziz bakary barnabe barry bart bartosz basile beata beatriz bella ben \
 benoit bernard bernardo bernice bertille bertrand beth bethany bianca bilal blaise blanche blandine bob bogdan \
 bonnie boris boubacar brad bradley brahim brandon brendan bridget bronwyn bruce bryan bryce caitlin caleb \
 calixte callum calvin cameron camilla capucine carlo carlos carly carmen carolina carolyn casey cassien \
 catarina cecil cecilia celeste cesar chad chantal charles charlie charline charly chiara chidi chidinma \
 chinedu christa christina christy ciara claire clara clare clemence clement cliff clive coleen colin colleen \
 colm conor constance cora cordelia corentine corey corinna cosima courtney craig cristina cunegonde curtis \
 cyprien cyrille daisy damian damien dan daniel daniela danuta daria darius darren david dawid deepak deirdre \
 delia denis dennis derek desmond diana diego dieter dina dirk djamila djibril dmitri dolores domenico dominic \
 donald donovan dora doreen dorian dorota doug douglas driss duncan dung duy dwayne eamon ebony eddie eddy \
 edgar edgard edmund eduardo edwin efua ekaterina eleanor elias elie elif elijah eliot eliott ellen elliot \
 elliott eloi elvira elzear emeline emeric emil emilia emilio emmeline emre enguerrand enora enrico enrique \
 eoin ephraim erica erik erika ernest ernestine erwann erwin esma esther etienne eugenia eunice eustache \
 evelina evelyn ewa ewan ewen ezra fabio fabiola fabrizio fadila faisal fantine farah farida farouk fatih fatma \
 fatou federico felicia felicie felicity felipe fergus fernanda fernando filip filipa finn fiona firmin flavien \
 flavio fouad fouzia francesca francesco francis francisco franco francois franz freddie freya frida friedrich \
 gabriela gail gareth garry gary gauthier gautier gavin geoff geoffrey george georges georgia georgina gerald \
 gerard gerardo gerry gertrude ghislain ghita gianluca gideon gilbert gilberte gildas gina giorgio giovanni \
 giulia giuseppe gladys glen glenn gloria goncalo gonzague gonzalo gordon grazyna greg gregoire greta \
 grzegorz guenole guilaine guilherme guillaume guillemette gustave guy gwen gwenael gwendal gwendoline gwenola \
 habib hadja hadrien hakan halil hamid hanna hannibal hans harold haroun harvey hasan hatice hayley hector \
 heidi helena helga henrik henry herbert hermann hermine herve hicham hilary hilda hiroshi hocine holly honore \
 horace houria howard hubert hugh hugues humphrey huong hussein iain ibrahima ida idriss ignace igor ikram ilan \
 ilaria ilona imran indira ingrid ioana iona irenee isaac isabel isabella isadora isaiah isaure isidore isla \
 ismail issa ivan ivana ivo ivy iwona jack jackie jacob jacques jacqui jad jakub jamal jamie jan jana jared \
 jaroslaw jasmin jasmine jasper javier jay jayden jean jeff jeffrey jehan jemima jen jenna jens jerry jerzy \
 jesse jesus jim jimmy jo joachim joana joao joaquim joceline jocelyn jocelyne johan johann johanna johannes \
 johnny jolanta jordan jordi jorge joris jose josef joseph joshua josue juan juana judi judicael julian juliana \
 juliet julius justyna kader kadiatou kaleb kamal kamel kamila karel karina karl karol karolina kasia katarzyna \
 katherina kathryn kathy katrina kayla kayleigh keira keith kemal kerry kevan khaled khalid khalil kieran kim \
 kimberley kirsten kofi krystyna krzysztof kwame kyle lamia lamine lana larbi larissa larry lars latifa laurent \
 laurie leah leandre leandro lee leocadie leon leonard leonardo leonce leopoldine leslie lewis lexie liam lily \
 linh lionel lisandre lison lloyd loan loick loig lois loris lorraine lothaire louis lounes lubna luc lucas \
 lucia luciana luciano lucinda luigi luis luisa lukas lukasz luke lyes lynda lyndsay mabel macey maciej \
 madeleine madeline mads magda magdalena mahdi mahmoud maia maisie maite maiwenn malcolm malgorzata malick \
 malika malo mamadou manfred manoel manuel manuela marc marcella marcelo marcin marco marcos marcus marek \
 margarida margarita maria mariam mariama mariana marie mariella marilyn marina mario marjolaine marlene marlon \
 marta martha martial martin marwan mateusz mathias mathieu matilda matt mattias maude maurice mauricio mauro \
 max maximilian maximilien maya mbaye medhi mehmet melaine melody melusine michael michal michel miguel mihaela \
 mihai mika mikael mikhail milan milena milo mina minh mira miranda miriam mirko mitchell modou mohamad \
 mohammad mohand moira moise mona monika morgan moritz morwenna moshe mouna mourad moussa muhammad murielle \
 murray musa mustafa mustapha mylene nabila nadir nadira nanette naomi naoual nasser nassim nassima natacha \
 natalia natasha nawel neal neema nelly nelson nenad nestor ngozi niall niamh nicholas nick nicki nico nicolas \
 nicole nicoletta nihal nikhil nikita niklas nikola nikolai nils nina nisha nolwenn noe norah noreen norma norman \
 noura noureddine nuno octave octavia octavie olaf oleg olena olwen omar ombeline ondine oona oriol orla \
 orlando osman ousmane owen paige paola paolo patrice patricio paul paula pauletta paulin paulina paulo pavel \
 pawel pedro penelope perceval percy pernille petra petros philippa philippe philippine pia pier pierre \
 pierrick pietro piotr preeti priscille priya przemyslaw quang quitterie rabah rachida rafael rafal rahul raj \
 rajesh ralph ramon ramona ramzi randy rania raoul raquel rashid raul ravi ray rayane raymond reda rekha remi \
 remy renata renato renaud reza rhiannon rhys ricardo riccardo richard rick rkia robert roberta roberto robin \
 rocio roderick rodolphe rodrigo rodrigue roger roisin roland rolande rolf roman ron ronald ronan rosa rosalia \
 rosalind rosanna rosario roshni rosine ross rowan roxanne roy ruben ruby rudolf rufus rupert russell ryan \
 ryszard sabri sabrine safia saida salah salim salima salomon salvador salvatore sam samuel sana sandro sanjay \
 santiago saskia saul scarlett scott sean sebastian sebastiao selena selim selina senad seraphin serena seth \
 seydou shane shannon sharon shaun shauna sheela siham silvia silvio simeon simon simona sinead siobhan sixtine \
 slawomir slimane soizic solenn souad souleymane stacey stan stanislas stanislaw stefan stefania stefano stella \
 stephan suleyman sunil susanna susie suzanna suzie sven svetlana sybil sylvester tadeusz taha tahar tamara \
 tania tanya tara tarek tariq tatjana ted terence teresa terry tess tessa thao theophile theresa thibaud \
 thierno thomas tim timothe timothy tiphaine tobias toby todd tomas tomasz tommy toni tony toufik tracy trang \
 trudy tuan tyler tyrone ulrich ulysse umar urszula valentina valery vanina venceslas vera veronica vianney \
 vicky vikram vince vincent vincenzo violaine violette vivian vivien vivienne vladimir wahid walid wallace \
 walter waltraud warren wayne wei werner wilfrid wilfried wilhelm william winston wioletta wojciech wolfgang \
 xavi xenia yacouba yael yamina yannis yara yasmin yasmina yasser yassin yoan yohann yosra youcef younes yousra \
 yseult yuki yun yuri yusuf yvan zahia zahra zainab zara zbigniew zeinab zelda zeynep zofia zohreh zoltan zora \
 zuzanna ";

static GIVEN_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| GIVEN.split_ascii_whitespace().collect());
static FIRST_NAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| GIVEN.split_ascii_whitespace().chain(ALSO.split_ascii_whitespace()).collect());

/// Whether a word is a first name, and hardly ever anything else.
///
/// ```
/// # use phrases::names::is_given;
/// assert!(is_given("Odette") && is_given("zoé"));
/// assert!(!is_given("Durand") && !is_given("Martin"));
/// ```
pub fn is_given(word: &str) -> bool {
    GIVEN_NAMES.contains(super::folded(word).as_str())
}

/// Whether people bear a word as their first name, though it may be a surname or an everyday word as well.
///
/// ```
/// # use phrases::names::is_first_name;
/// assert!(is_first_name("Odette") && is_first_name("Martin") && is_first_name("Piotr"));
/// assert!(!is_first_name("Durand"));
/// ```
pub fn is_first_name(word: &str) -> bool {
    FIRST_NAMES.contains(super::folded(word).as_str())
}
