//! Health effects, advice to the public and sensitive groups (HJ 633-2012 table 2; HJ 633-2026 tables 1 and 2), in our
//! own short words.

use super::Pollutant;
use crate::edition::AirIndex;
use crate::grade::Category;
use crate::words::Words;

/// What air of a category does to health.
#[must_use]
pub const fn health_effect(category: Category) -> Words {
    match category {
        Category::Excellent => Words::new(
            "空气质量令人满意，基本无空气污染",
            "The air is satisfactory; there is practically no pollution.",
        ),
        Category::Good => Words::new(
            "空气质量可以接受，某些污染物对极少数异常敏感的人有较弱影响",
            "The air is acceptable; some pollutants may slightly affect a very few unusually sensitive people.",
        ),
        Category::Lightly => Words::new(
            "敏感人群症状轻度加剧，健康人群出现刺激症状",
            "Symptoms of sensitive people become slightly worse; healthy people feel irritation.",
        ),
        Category::Moderately => Words::new(
            "敏感人群症状进一步加剧，健康人群的心脏和呼吸系统可能受影响",
            "Symptoms of sensitive people become worse; heart and breathing of healthy people may be affected.",
        ),
        Category::Heavily => Words::new(
            "心血管和呼吸系统疾病患者症状显著加剧、运动耐受力降低，健康人群普遍出现症状",
            "Symptoms of heart and lung patients become markedly worse and they tolerate less exercise; healthy people \
             commonly have symptoms.",
        ),
        Category::Severely => Words::new(
            "健康人群运动耐受力降低，有明显强烈症状，某些疾病提前出现",
            "Healthy people tolerate less exercise and have strong symptoms; some diseases appear earlier.",
        ),
    }
}

/// What people are advised to do. The edition of 2026 says "children and teenagers" where that of 2012 says
/// "children".
#[must_use]
pub const fn advice(category: Category, index: AirIndex) -> Words {
    match (category, index) {
        (Category::Excellent, _) => Words::new("各类人群可正常活动", "Everybody can be as active as usual."),
        (Category::Good, _) => Words::new(
            "极少数异常敏感人群应减少户外活动",
            "The very few unusually sensitive people should do less outdoors.",
        ),
        (Category::Lightly, AirIndex::Hj633V2012) => Words::new(
            "儿童、老年人及心脏病、呼吸系统疾病患者应减少长时间、高强度的户外锻炼",
            "Children, elderly people and heart and lung patients should cut long or strenuous exercise outdoors.",
        ),
        (Category::Lightly, AirIndex::Hj633V2026) => Words::new(
            "儿童和青少年、老年人及心血管、呼吸系统疾病患者应减少长时间、高强度的户外锻炼",
            "Children and teenagers, elderly people and people with cardiovascular or respiratory disease should cut \
             long or strenuous exercise outdoors.",
        ),
        (Category::Moderately, AirIndex::Hj633V2012) => Words::new(
            "儿童、老年人及心脏病、呼吸系统疾病患者避免长时间、高强度的户外锻炼，一般人群适量减少户外运动",
            "Children, elderly people and heart and lung patients should avoid long or strenuous exercise outdoors; \
             everybody else should do moderately less.",
        ),
        (Category::Moderately, AirIndex::Hj633V2026) => Words::new(
            "儿童和青少年、老年人及心血管、呼吸系统疾病患者避免长时间、高强度的户外锻炼，一般人群适量减少户外运动",
            "Children and teenagers, elderly people and people with cardiovascular or respiratory disease should avoid \
             long or strenuous exercise outdoors; everybody else should do moderately less.",
        ),
        (Category::Heavily, AirIndex::Hj633V2012) => Words::new(
            "儿童、老年人及心脏病、肺病患者应停留在室内，停止户外运动，一般人群减少户外运动",
            "Children, elderly people and heart and lung patients should stay indoors and stop outdoor exercise; \
             everybody else should do less.",
        ),
        (Category::Heavily, AirIndex::Hj633V2026) => Words::new(
            "儿童和青少年、老年人及心血管、呼吸系统疾病患者应停留在室内，停止户外运动，一般人群减少户外运动",
            "Children and teenagers, elderly people and people with cardiovascular or respiratory disease should stay \
             indoors and stop outdoor exercise; everybody else should do less.",
        ),
        (Category::Severely, AirIndex::Hj633V2012) => Words::new(
            "儿童、老年人和病人应留在室内，避免体力消耗，一般人群避免户外活动",
            "Children, elderly and sick people should stay indoors and avoid effort; everybody else should avoid being \
             outdoors.",
        ),
        (Category::Severely, AirIndex::Hj633V2026) => Words::new(
            "儿童和青少年、老年人和病人应留在室内，避免体力消耗，一般人群避免户外活动",
            "Children and teenagers, elderly and sick people should stay indoors and avoid effort; everybody else \
             should avoid being outdoors.",
        ),
    }
}

/// The groups that are sensitive to a pollutant whose index is above 100 (HJ 633-2026 table 2).
#[must_use]
pub const fn sensitive_groups(pollutant: Pollutant) -> Words {
    match pollutant {
        Pollutant::So2 => {
            Words::new("哮喘患者、儿童和青少年、老年人", "people with asthma, children and teenagers, elderly people")
        }
        Pollutant::No2 => Words::new(
            "哮喘等呼吸系统疾病患者、儿童和青少年、老年人",
            "people with asthma or other respiratory disease, children and teenagers, elderly people",
        ),
        Pollutant::Co => Words::new("心血管疾病患者", "people with cardiovascular disease"),
        Pollutant::O3 => Words::new(
            "哮喘等呼吸系统疾病患者、儿童和青少年、老年人、经常户外活动的人",
            "people with asthma or other respiratory disease, children and teenagers, elderly people, people often \
             active outdoors",
        ),
        Pollutant::Pm10 | Pollutant::Pm25 => Words::new(
            "心血管、呼吸系统疾病患者、儿童和青少年、经常户外活动的人、老年人",
            "people with cardiovascular or respiratory disease, children and teenagers, people often active outdoors, \
             elderly people",
        ),
    }
}
