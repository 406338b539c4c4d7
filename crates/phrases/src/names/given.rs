//! First names: a single word that is one isn't somebody's whole name.

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

/// Whether a word is a first name, and hardly ever anything else.
///
/// ```
/// # use phrases::names::is_given;
/// assert!(is_given("Odette") && is_given("zoé"));
/// assert!(!is_given("Durand") && !is_given("Martin"));
/// ```
pub fn is_given(word: &str) -> bool {
    let folded = super::folded(word);
    !folded.is_empty() && GIVEN.split_ascii_whitespace().any(|given| given == folded)
}
